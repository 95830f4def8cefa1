// Pictures, given and taken away on both sides.
import { putUp } from '../world/write-parts.ts';
import { noteGone } from './cleared-pictures.ts';
import { nameOf, type Operation } from './crm-operations.ts';

const ownerGives: Operation = async (world, chance) => {
  const holding = world.accounts.filter(
    ({ capabilities, server }) => capabilities.photo && server.live().length > 0,
  );
  if (holding.length === 0) return null;
  const { server, shape, index } = chance.pick(holding);
  const card = chance.pick(server.live());
  const text = world.ledger.newPicture();
  const photo = putUp(server, shape.photos!, text);
  server.update('owner', card.id, { contact: { ...card.contact, photo } });
  return `the owner of account ${index} gives ${card.id} the picture ${text}`;
};

const ownerTakes: Operation = async (world, chance) => {
  const account = chance.pick(world.accounts);
  const shown = account.server.live().filter(({ contact }) => contact.photo !== null);
  if (shown.length === 0) return null;
  const card = chance.pick(shown);
  const view = await world.crm.look();
  const row = view.cards.find(({ accountId, remoteId }) => accountId === account.id && remoteId === card.id);
  const link = view.links.findLast(({ cardId, state }) => cardId === row?.id && state !== 'closed');
  if (link) noteGone(world, view, link.recordId);
  account.server.update('owner', card.id, { contact: { ...card.contact, photo: null } });
  return `the owner of account ${account.index} takes the picture off ${card.id}`;
};

const crmGives: Operation = async (world, chance) => {
  const view = await world.crm.look();
  const records = view.records.filter(({ deleted }) => !deleted);
  if (records.length === 0) return null;
  const record = chance.pick(records);
  noteGone(world, view, record.id);
  const text = world.ledger.newPicture();
  const photo = { type: 'image/gif', bytes: new TextEncoder().encode(text) };
  const userId = chance.pick(world.users);
  if (!(await world.crm.setPhoto(userId, record.id, photo))) return null;
  return `user ${world.users.indexOf(userId) + 1} gives ${nameOf(record)} the picture ${text}`;
};

const crmTakes: Operation = async (world, chance) => {
  const view = await world.crm.look();
  const records = view.records.filter(({ deleted, values }) => !deleted && values.photo);
  if (records.length === 0) return null;
  const record = chance.pick(records);
  const userId = chance.pick(world.users);
  if (!(await world.crm.setPhoto(userId, record.id, null))) return null;
  noteGone(world, view, record.id);
  return `user ${world.users.indexOf(userId) + 1} takes the picture off ${nameOf(record)}`;
};

export const PHOTO_OPERATIONS: Record<string, { weight: number; run: Operation }> = {
  ownerGivesPicture: { weight: 3, run: ownerGives },
  ownerTakesPicture: { weight: 1, run: ownerTakes },
  crmGivesPicture: { weight: 2, run: crmGives },
  crmTakesPicture: { weight: 1, run: crmTakes },
};
