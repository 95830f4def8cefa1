// Impostazioni → Configurazioni: quali tipi di account si possono collegare qui.
export const configurations = {
  title: 'Configurazioni',
  lead: 'Quali tipi di account si possono collegare, e le chiavi che servono.',
  onlyAdministrators: {
    title: 'Questa pagina è per gli amministratori',
    text: 'Decidono loro quali tipi di account si possono collegare qui.',
    back: 'Ai miei account esterni',
  },
  state: {
    ready: 'Pronto',
    refused_one: 'Non accetta questo client: {{count, number}} account aspetta',
    refused_many: 'Non accetta questo client: {{count, number}} account aspettano',
    refused_other: 'Non accetta questo client: {{count, number}} account aspettano',
    inUse_one: 'Usato da {{count, number}} account',
    inUse_many: 'Usato da {{count, number}} account',
    inUse_other: 'Usato da {{count, number}} account',
    'not-installed': 'Non installato',
    'switched-off': 'Disattivato',
    'client-id-missing': 'Da configurare: ID client',
    'client-secret-missing': 'Da configurare: segreto del client',
  },
  install: 'Installa',
  installLead: 'Non ancora offerto a nessuno. Installarlo non chiede nulla: ciò che serve viene dopo.',
  enabled: 'Attivo',
  enabledFor: '{{name}} è attivo',
  offered: 'Anche gli utenti possono collegarlo',
  offeredHint:
    'Senza spunta, solo gli amministratori possono collegare un nuovo account. Quelli già collegati vanno avanti comunque.',
  approval: {
    title: 'Approvazione di un’organizzazione',
    text: 'Dove si legge «È necessaria l’approvazione dell’amministratore», l’amministratore di quell’organizzazione approva Rubrica una volta per tutti, a questo indirizzo:',
  },
  uninstall: {
    do: 'Disinstalla',
    title: 'Disinstallare {{name}}?',
    text: 'Non è più offerto a nessuno. Le sue impostazioni restano salvate, per quando lo installi di nuovo.',
    inUse_one:
      '{{count, number}} account collegato lo usa. Si può disinstallare quando chi lo ha collegato lo scollega. Se invece lo disattivi, l’account aspetta, con tutte le sue modifiche.',
    inUse_many:
      '{{count, number}} account collegati lo usano. Si può disinstallare quando chi li ha collegati li scollega. Se invece lo disattivi, gli account aspettano, con tutte le loro modifiche.',
    inUse_other:
      '{{count, number}} account collegati lo usano. Si può disinstallare quando chi li ha collegati li scollega. Se invece lo disattivi, gli account aspettano, con tutte le loro modifiche.',
    waiting_one:
      '{{count, number}} account collegato aspetta. Si può disinstallare quando chi lo ha collegato lo scollega.',
    waiting_many:
      '{{count, number}} account collegati aspettano. Si può disinstallare quando chi li ha collegati li scollega.',
    waiting_other:
      '{{count, number}} account collegati aspettano. Si può disinstallare quando chi li ha collegati li scollega.',
  },
  takeOut: {
    title: 'Disattivare {{name}}?',
    text: 'Nessuno potrà collegare un nuovo account.',
    accounts_one:
      '{{count, number}} account collegato aspetta, con tutte le sue modifiche, finché non lo riattivi.',
    accounts_many:
      '{{count, number}} account collegati aspettano, con tutte le loro modifiche, finché non lo riattivi.',
    accounts_other:
      '{{count, number}} account collegati aspettano, con tutte le loro modifiche, finché non lo riattivi.',
    confirm: 'Disattiva',
  },
  holds: 'Cosa contengono le voci',
  capability: {
    any: 'quanti ne vuoi',
    most: 'al massimo {{count, number}}',
    yes: 'sì',
    no: 'no',
    custom: 'personalizzate',
    fixed: 'fisse',
    labels: 'Etichette',
    what: 'Su una voce',
    notes: 'Note',
    nickname: 'Soprannome',
    anniversary: 'Anniversario',
    birthdayWithoutYear: 'Compleanno senza anno',
    photo: 'Foto',
    joinGroups: 'Gruppi',
    emails: 'E-mail',
    phones: 'Telefoni',
    urls: 'Siti web',
    addresses: 'Indirizzi',
  },
  client: {
    title: 'Client di questa Rubrica presso {{name}}',
    id: 'ID client',
    secret: 'Segreto del client',
    secretKept: 'Un segreto è salvato e non viene mai mostrato. Scrivine uno nuovo per sostituirlo.',
    secretNone: 'Viene salvato cifrato e non viene più mostrato.',
    environment: 'Impostato dall’ambiente del server: si può cambiare solo lì.',
    redirect: 'Indirizzo di ritorno',
    redirectHint: 'Registralo presso {{name}} esattamente così.',
    save: 'Salva',
    saved: 'Salvato.',
    show: 'Mostra o nascondi il segreto',
    reconnect:
      'Con un altro client, chi ha collegato un account deve accedere di nuovo. Collegamenti e anagrafiche restano.',
  },
  check: {
    do: 'Controlla',
    saveFirst: 'Prima salva, poi controlla.',
    ok: '{{name}} accetta questo client e il suo indirizzo di ritorno.',
    okAction: 'Tutti possono collegare un account.',
    refused: '{{name}} non accetta questo client.',
  },
  help: {
    title: 'Come registrare Rubrica presso {{name}}',
    guide: 'La guida completa è {{page}}, nella cartella di Rubrica.',
  },
};
