import type { Answer } from '../../server/answer.ts';
import { GraphError, itemNotFound } from '../graph-error.ts';
import type { Category } from '../mailbox/mailbox.ts';
import type { Call } from '../world.ts';
import { checkOwn } from './find.ts';
import { graphJson } from './render.ts';

const colors = ['none', ...Array.from({ length: 25 }, (_, number) => `preset${number}`)];

export function listCategories(call: Call): Answer {
  checkOwn(call);
  return graphJson(200, call, context(call), { value: [...call.mailbox.categories.values()] });
}

export const getCategory = (call: Call): Answer => answer(200, call, find(call));

export function createCategory(call: Call): Answer {
  checkOwn(call);
  const { mailbox, body } = call;
  const { displayName } = body;
  if (typeof displayName !== 'string' || displayName === '' || displayName.length > 255)
    throw new GraphError(400, 'ErrorInvalidRequest', 'A category needs a displayName.');
  const isTaken = [...mailbox.categories.values()].some((one) => one.displayName === displayName);
  if (isTaken)
    throw new GraphError(409, 'CategoryNameDuplicate', 'A category with this name exists already.');
  const category = mailbox.addCategory(displayName, colorIn(call) ?? 'none');
  return answer(201, call, category);
}

/** Its color alone can change. */
export function updateCategory(call: Call): Answer {
  const before = find(call);
  const { displayName = before.displayName } = call.body;
  if (displayName !== before.displayName)
    throw new GraphError(400, 'ErrorInvalidRequest', 'The displayName of a category cannot be changed.');
  const category = { ...before, color: colorIn(call) ?? before.color };
  call.mailbox.categories.set(category.id, category);
  return answer(200, call, category);
}

/** What is marked with it stays marked. */
export function deleteCategory(call: Call): Answer {
  call.mailbox.categories.delete(find(call).id);
  return { status: 204 };
}

function find(call: Call): Category {
  checkOwn(call);
  const category = call.mailbox.categories.get(call.keys[0]!);
  if (!category) throw itemNotFound();
  return category;
}

function colorIn({ body }: Call): string | undefined {
  const { color } = body;
  if (color === undefined || (typeof color === 'string' && colors.includes(color))) return color;
  throw new GraphError(400, 'RequestBodyRead', `Requested value '${String(color)}' was not found.`);
}

const context = ({ mailbox }: Call): string => `users('${mailbox.graphId}')/outlook/masterCategories`;
const answer = (status: number, call: Call, category: Category): Answer =>
  graphJson(status, call, `${context(call)}/$entity`, category);
