import { shownType as shown } from '../../../src/commands/shared/shown-type.ts';
import type { ConnectionType } from '../../../src/fields/connection-type.ts';
import type { ShownType } from '../../../src/views/connection-type.ts';

/** A declaration as `type show` gives it, held to what its view takes. */
export const shownType = (type: ConnectionType): ShownType => shown(type);
