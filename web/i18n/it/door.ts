export const door = {
  language: 'Lingua',
  name: 'Il tuo nome',
  nameMissing: 'Come ti chiami?',
  email: 'E-mail',
  emailOdd: 'Questo non sembra un indirizzo e-mail.',
  password: 'Password',
  passwordHint: 'Almeno 10 caratteri. Qualche parola di seguito si ricorda facilmente.',
  passwordShort: 'Servono almeno 10 caratteri.',
  showPassword: 'Mostra la password',
  signIn: { title: 'Accedi', button: 'Accedi' },
  setUp: {
    done: 'Rubrica è già configurata',
    title: 'Ti diamo il benvenuto: questa rubrica è tua.',
    lead: 'Di’ a Rubrica chi se ne prende cura. I colleghi si invitano più tardi; subito dopo arrivano i contatti del tuo telefono.',
    button: 'Apri Rubrica',
  },
  invitation: {
    title: 'Ciao, {{name}}',
    lead: 'Scegli una password e la rubrica si apre.',
    button: 'Apri Rubrica',
    over: 'Questo link non vale più',
  },
  approval: {
    approved: {
      title: 'Rubrica è approvata',
      lead: 'Ora le persone della tua organizzazione possono collegare {{name}} a Rubrica; può servire qualche minuto. Chi aspettava viene avvisato. Puoi chiudere questa pagina.',
    },
    declined: {
      title: 'Non è stato approvato nulla',
      lead: 'La pagina è stata chiusa senza approvare Rubrica per la tua organizzazione. Il link si può riaprire quando vuoi.',
    },
    button: 'A Rubrica',
  },
};
