import type { Hono } from 'hono';
import { body } from '../../common/body.ts';
import { wrong } from '../../common/wrong.ts';
import { object } from '../../common/json.ts';
import type { Desk } from '../desk.ts';
import type { Modal } from '../interact/modals.ts';
import { inputsOf, submit } from '../interact/submit.ts';
import type { Json } from '../types.ts';
import { channelBy, userBy } from './look-up.ts';

/** The form that a person has open. */
export function modalRoutes(routes: Hono, desk: Desk): void {
  const modal = (userId: string, id: string): Modal => {
    const found = desk.modals.find(userId, id);
    if (found === undefined) throw wrong('This form is not open (any more).', 404);
    return found;
  };

  routes.get('/users/:user/modals', (c) => {
    const person = userBy(desk, c.req.param('user'));
    return c.json({ ok: true, modals: desk.modals.of(person.id).map(modalForPage) });
  });

  routes.post('/users/:user/modals/:modal/submit', async (c) => {
    const person = userBy(desk, c.req.param('user'));
    const open = modal(person.id, c.req.param('modal'));
    const values = object((await body(c))['values']);
    const known = inputsOf(open).map((input) => input['custom_id']);
    const strange = Object.keys(values).find((name) => !known.includes(name));
    if (strange !== undefined) throw wrong(`The form has no field with the custom_id "${strange}".`);
    return c.json(await submit(desk, person, channelBy(desk, person, open.channel), open, values));
  });

  routes.post('/users/:user/modals/:modal/close', (c) => {
    const person = userBy(desk, c.req.param('user'));
    desk.modals.close(modal(person.id, c.req.param('modal')));
    return c.json({ ok: true });
  });
}

function modalForPage({ id, channel, title, customId, components }: Modal): Json {
  return { id, channel, title, customId, components };
}
