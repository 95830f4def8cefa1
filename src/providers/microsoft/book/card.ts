// From a contact of Graph to what the engine holds.
import type { Card, RemoteId } from '../../provider.ts';
import { keptCard } from '../../rest/kept-card.ts';
import { contactFromGraph } from '../person/contact-from-graph.ts';
import type { GraphContact } from '../person/graph-contact.ts';
import { versionOf } from '../person/version.ts';

/** The id outlives a move to another folder; our marker is told of only where it was asked for. */
export function cardFrom(graph: GraphContact, marker: string | null = null): Card {
  const id = (graph.id ?? '') as RemoteId;
  const card: Card = {
    id,
    version: versionOf(graph),
    uid: id,
    raw: JSON.stringify(graph),
    contact: contactFromGraph(graph),
    marker,
  };
  return keptCard(card, graph);
}

/** The card as it came; its raw form is the contact. */
export const graphOf = (card: Card): GraphContact => JSON.parse(card.raw) as GraphContact;
