import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/**
 * The usual surroundings of a test file, in a context whose globals are its own: those of the usual one are behind a
 * proxy, so that every `Math`, `JSON` and `Buffer` of the product costs a call there.
 */
export default class QuickGlobals extends TestEnvironment {
  constructor(...[config, context]: ConstructorParameters<typeof TestEnvironment>) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }
}
