import type { Hono } from 'hono';
import type { Desk } from '../desk.ts';
import { findElement } from '../interact/find.ts';
import { close, submit } from '../interact/submissions.ts';
import { stateValue } from '../interact/values.ts';
import { isObject, object } from '../../common/json.ts';
import type { Json, View } from '../types.ts';
import { body } from '../../common/body.ts';
import { userBy, viewBy } from './look-up.ts';
import { viewForPage } from './shapes.ts';
import { wrong } from '../../common/wrong.ts';

/** The modals that a person has open. */
export function modalRoutes(routes: Hono, desk: Desk): void {
  routes.get('/users/:user/views', (c) => {
    const person = userBy(desk, c.req.param('user'));
    return c.json({ ok: true, views: desk.modals.stack(person.id).map((view) => viewForPage(desk, view)) });
  });

  routes.post('/users/:user/views/:view/values', async (c) => {
    const view = viewBy(desk, userBy(desk, c.req.param('user')), c.req.param('view'));
    setValues(desk, view, object((await body(c))['values']));
    return c.json({ ok: true, view: viewForPage(desk, view) });
  });

  routes.post('/users/:user/views/:view/submit', async (c) => {
    const person = userBy(desk, c.req.param('user'));
    const view = viewBy(desk, person, c.req.param('view'));
    setValues(desk, view, object((await body(c))['values']));
    return c.json(await submit(desk, person, view));
  });

  routes.post('/users/:user/views/:view/close', async (c) => {
    const person = userBy(desk, c.req.param('user'));
    const view = viewBy(desk, person, c.req.param('view'));
    return c.json(close(desk, person, view, (await body(c))['all'] === true));
  });
}

/** Takes `{BLOCK_ID: {ACTION_ID: value}}`, or `{ACTION_ID: value}` where it is unmistakable. */
function setValues(desk: Desk, view: View, values: Json): void {
  for (const [key, given] of Object.entries(values)) {
    const block = view.blocks.find((one) => one.block_id === key);
    const entries: [string, unknown][] =
      block !== undefined && isObject(given) ? Object.entries(given) : [[key, given]];
    for (const [actionId, value] of entries) {
      const found = findElement(view.blocks, actionId, block?.block_id);
      if (found === undefined) throw wrong(`The form has no element with the action_id "${actionId}".`);
      const state = stateValue(found.element, value);
      if (state === undefined) throw wrong(`"${actionId}" has no option ${JSON.stringify(value)}.`);
      desk.modals.setValue(view, found.block.block_id, actionId, state);
    }
  }
}
