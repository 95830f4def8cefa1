// What the demo's pages say, in three languages.
import type { Mishap, Phone } from '../phones/phone.ts';

export const LANGUAGES = ['en', 'it', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

interface MishapWords {
  do: string;
  /** While it lasts. */
  takeBack?: string;
  /** What Rubrica does about it. */
  outcome: string;
}

export interface Words {
  title: string;
  lead: string;
  open: string;
  users: string;
  password: string;
  tries: string;
  phones: Record<Phone['id'], (owner: string) => string>;
  contacts: string;
  nobody: string;
  add: string;
  edit: string;
  save: string;
  back: string;
  delete: string;
  newContact: string;
  search: string;
  fields: Record<'first' | 'last' | 'company' | 'title' | 'phone' | 'email' | 'note' | 'label', string>;
  saysNow: string;
  busy: string;
  inStep: (time: string) => string;
  counts: (updated: number, pushed: number, queued: number) => string;
  waiting: (count: number, owner: string) => string;
  signInNeeded: (owner: string) => string;
  newPassword: (password: string) => string;
  failing: string;
  paused: string;
  away: string;
  decide: string;
  breakIt: string;
  mishaps: Record<Mishap['kind'], MishapWords>;
}

export const WORDS: Record<Language, Words> = {
  en: {
    title: 'Phones',
    lead: 'Three phones of two people, with invented contacts at iCloud, Google and Microsoft 365. Open Rubrica beside them and edit on either side: the other one knows a moment later.',
    open: 'Open Rubrica',
    users: 'Sign in as',
    password: 'password',
    tries:
      'To be found as Giulia: cards in the queue, a conflict, two pairs of duplicates. As Marco: deletions that wait for his word.',
    phones: {
      iphone: (owner) => `${owner}’s iPhone, iCloud`,
      android: (owner) => `${owner}’s Android phone, Google`,
      outlook: (owner) => `${owner}’s Outlook, Microsoft 365`,
    },
    contacts: 'Contacts',
    nobody: 'No contacts',
    add: 'Add',
    edit: 'Edit',
    save: 'Save',
    back: 'Back',
    delete: 'Delete contact',
    newContact: 'New contact',
    search: 'Search',
    fields: {
      first: 'First name',
      last: 'Last name',
      company: 'Company',
      title: 'Job title',
      phone: 'Phone',
      email: 'E-mail',
      note: 'Notes',
      label: 'Label',
    },
    saysNow: 'What Rubrica says',
    busy: 'Rubrica is looking at this phone’s contacts now.',
    inStep: (time) => `In step since ${time}.`,
    counts: (updated, pushed, queued) =>
      `The last look: ${updated} changed in Rubrica, ${pushed} written to the phone, ${queued} new in the queue.`,
    waiting: (count, owner) => `${count} changes are held. Nothing of them happens before ${owner} decides.`,
    signInNeeded: (owner) =>
      `The sign-in has ended. Everything stays as it is until ${owner} signs in again in Rubrica.`,
    newPassword: (password) => `The new password is ${password}`,
    failing: 'The address book cannot be reached. Rubrica tries again by itself, and nothing is lost.',
    paused: 'Paused in Rubrica.',
    away: 'This phone is connected with Rubrica no more. Its contacts stay where they are.',
    decide: 'See it in Rubrica',
    breakIt: 'Break something',
    mishaps: {
      'delete-many': {
        do: 'Delete 200 contacts',
        outcome: 'Rubrica holds deletions in bulk and asks. The records stay, and can go back to the phone.',
      },
      'end-sign-in': {
        do: 'End the sign-in',
        outcome: 'Rubrica says so and waits. Nothing is deleted on either side.',
      },
      cut: {
        do: 'Cut the network',
        takeBack: 'Connect it again',
        outcome: 'Edits wait, and go out once the network is back.',
      },
      forget: {
        do: 'Show an empty address book',
        takeBack: 'Show all contacts again',
        outcome: 'Rubrica does not believe a sudden emptiness: every card is asked for by itself.',
      },
    },
  },
  it: {
    title: 'Telefoni',
    lead: 'Tre telefoni di due persone, con contatti inventati su iCloud, Google e Microsoft 365. Apri Rubrica accanto e modifica da una parte o dall’altra: un attimo dopo lo sa anche l’altra.',
    open: 'Apri Rubrica',
    users: 'Accedi come',
    password: 'password',
    tries:
      'Da scoprire come Giulia: voci in coda, un conflitto, due coppie di doppioni. Come Marco: eliminazioni che aspettano una sua decisione.',
    phones: {
      iphone: (owner) => `iPhone di ${owner}, iCloud`,
      android: (owner) => `Telefono Android di ${owner}, Google`,
      outlook: (owner) => `Outlook di ${owner}, Microsoft 365`,
    },
    contacts: 'Contatti',
    nobody: 'Nessun contatto',
    add: 'Aggiungi',
    edit: 'Modifica',
    save: 'Salva',
    back: 'Indietro',
    delete: 'Elimina contatto',
    newContact: 'Nuovo contatto',
    search: 'Cerca',
    fields: {
      first: 'Nome',
      last: 'Cognome',
      company: 'Azienda',
      title: 'Ruolo',
      phone: 'Telefono',
      email: 'E-mail',
      note: 'Note',
      label: 'Etichetta',
    },
    saysNow: 'Che cosa dice Rubrica',
    busy: 'Rubrica sta guardando i contatti di questo telefono.',
    inStep: (time) => `Allineato dalle ${time}.`,
    counts: (updated, pushed, queued) =>
      `Ultimo controllo: ${updated} modificati in Rubrica, ${pushed} scritti sul telefono, ${queued} nuovi in coda.`,
    waiting: (count, owner) => `${count} modifiche in sospeso. Non succede nulla finché ${owner} non decide.`,
    signInNeeded: (owner) =>
      `L’accesso è scaduto. Tutto resta com’è finché ${owner} non accede di nuovo da Rubrica.`,
    newPassword: (password) => `La nuova password è ${password}`,
    failing: 'La rubrica esterna non è raggiungibile. Rubrica riprova da sola e non si perde nulla.',
    paused: 'In pausa in Rubrica.',
    away: 'Questo telefono non è più collegato a Rubrica. I suoi contatti restano dove sono.',
    decide: 'Guarda in Rubrica',
    breakIt: 'Rompi qualcosa',
    mishaps: {
      'delete-many': {
        do: 'Elimina 200 contatti',
        outcome:
          'Rubrica tiene in sospeso le eliminazioni in blocco e chiede. Le anagrafiche restano e possono tornare sul telefono.',
      },
      'end-sign-in': {
        do: 'Fai scadere l’accesso',
        outcome: 'Rubrica lo dice e aspetta. Non si elimina nulla da nessuna parte.',
      },
      cut: {
        do: 'Stacca la rete',
        takeBack: 'Riattacca la rete',
        outcome: 'Le modifiche aspettano e partono quando la rete torna.',
      },
      forget: {
        do: 'Mostra una rubrica vuota',
        takeBack: 'Mostra di nuovo tutti',
        outcome: 'Rubrica non crede a un vuoto improvviso: chiede di ogni voce una per una.',
      },
    },
  },
  es: {
    title: 'Teléfonos',
    lead: 'Tres teléfonos de dos personas, con contactos inventados en iCloud, Google y Microsoft 365. Abre Rubrica al lado y edita en cualquiera de los dos: el otro lo sabe un momento después.',
    open: 'Abrir Rubrica',
    users: 'Inicia sesión como',
    password: 'contraseña',
    tries:
      'Por descubrir como Giulia: tarjetas en cola, un conflicto, dos pares de duplicados. Como Marco: eliminaciones que esperan su decisión.',
    phones: {
      iphone: (owner) => `iPhone de ${owner}, iCloud`,
      android: (owner) => `Teléfono Android de ${owner}, Google`,
      outlook: (owner) => `Outlook de ${owner}, Microsoft 365`,
    },
    contacts: 'Contactos',
    nobody: 'Sin contactos',
    add: 'Agregar',
    edit: 'Editar',
    save: 'Guardar',
    back: 'Volver',
    delete: 'Eliminar contacto',
    newContact: 'Contacto nuevo',
    search: 'Buscar',
    fields: {
      first: 'Nombre',
      last: 'Apellido',
      company: 'Empresa',
      title: 'Cargo',
      phone: 'Teléfono',
      email: 'Correo',
      note: 'Notas',
      label: 'Etiqueta',
    },
    saysNow: 'Lo que dice Rubrica',
    busy: 'Rubrica está revisando los contactos de este teléfono.',
    inStep: (time) => `Al día desde las ${time}.`,
    counts: (updated, pushed, queued) =>
      `Última revisión: ${updated} cambiados en Rubrica, ${pushed} escritos en el teléfono, ${queued} nuevos en cola.`,
    waiting: (count, owner) => `${count} cambios en espera. No ocurre nada hasta que ${owner} decida.`,
    signInNeeded: (owner) =>
      `La sesión venció. Todo queda como está hasta que ${owner} inicie sesión otra vez en Rubrica.`,
    newPassword: (password) => `La contraseña nueva es ${password}`,
    failing: 'No se llega a la agenda. Rubrica lo intenta de nuevo por sí sola y no se pierde nada.',
    paused: 'En pausa en Rubrica.',
    away: 'Este teléfono ya no está conectado con Rubrica. Sus contactos quedan donde están.',
    decide: 'Ver en Rubrica',
    breakIt: 'Rompe algo',
    mishaps: {
      'delete-many': {
        do: 'Eliminar 200 contactos',
        outcome:
          'Rubrica deja en espera las eliminaciones en bloque y pregunta. Las fichas quedan y pueden volver al teléfono.',
      },
      'end-sign-in': {
        do: 'Hacer vencer la sesión',
        outcome: 'Rubrica lo dice y espera. No se elimina nada en ningún lado.',
      },
      cut: {
        do: 'Cortar la red',
        takeBack: 'Conectar la red',
        outcome: 'Los cambios esperan y salen cuando vuelve la red.',
      },
      forget: {
        do: 'Mostrar una agenda vacía',
        takeBack: 'Mostrar todos de nuevo',
        outcome: 'Rubrica no cree en un vacío repentino: pregunta por cada tarjeta una por una.',
      },
    },
  },
};

/** The one chosen, or the first that the browser asks for and we have. */
export function languageOf(chosen: string | null, accepted = ''): Language {
  const wanted = [chosen ?? '', ...accepted.split(',').map((part) => part.trim().slice(0, 2).toLowerCase())];
  return wanted.find((one): one is Language => LANGUAGES.includes(one as Language)) ?? 'en';
}
