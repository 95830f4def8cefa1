export const icloud = {
  about: 'I contatti di iPhone, iPad e Mac',
  username: 'Account Apple',
  usernameHint: 'L’indirizzo e-mail con cui accedi a iCloud',
  password: 'Password specifica per le app',
  passwordHint: 'Sedici lettere in quattro gruppi, fatta solo per Rubrica',
  passwordShape:
    'Non sembra una password specifica per le app (xxxx-xxxx-xxxx-xxxx). iCloud rifiuta quella abituale.',
  newPassword: 'Nuova password specifica per le app',
  signInAgain:
    'Crea una nuova password specifica per le app e inseriscila: Apple le revoca tutte quando cambi la password dell’Account Apple.',
  help: {
    title: 'Come creare una password specifica per le app',
    why: 'Apple non lascia usare la tua password abituale ad altri programmi. Questa apre a Rubrica solo i contatti, e puoi revocarla quando vuoi.',
    steps: [
      'In un browser apri account.apple.com e accedi con il tuo Account Apple.',
      'Scegli «Accesso e sicurezza», poi «Password specifiche per le app».',
      'Premi +, scrivi il nome Rubrica e conferma. Apple può chiederti ancora una volta la password abituale.',
      'Copia la password di sedici lettere (xxxx-xxxx-xxxx-xxxx) e incollala qui. Apple la mostra una volta sola.',
    ],
    note: 'La voce c’è quando l’autenticazione a due fattori è attiva, come in quasi tutti gli Account Apple.',
  },
};
