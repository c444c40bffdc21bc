import type { Presenter } from './present.ts';
import type { Route } from './route.ts';

export async function showHelp(_where: Route, presenter: Presenter): Promise<number> {
  presenter.text('help\n');
  return 0;
}
