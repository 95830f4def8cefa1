export const door = {
  language: 'Language',
  name: 'Your name',
  nameMissing: 'What shall we call you?',
  email: 'Email',
  emailOdd: 'This does not look like an email address.',
  password: 'Password',
  passwordHint: 'At least 10 characters. A few words in a row are easy to remember.',
  passwordShort: 'At least 10 characters, please.',
  showPassword: 'Show the password',
  signIn: { title: 'Sign in', button: 'Sign in' },
  setUp: {
    done: 'Rubrica is set up already',
    title: 'Welcome. This address book is yours.',
    lead: 'Tell Rubrica who looks after it. Colleagues can be invited later; your phone’s contacts come next.',
    button: 'Open Rubrica',
  },
  invitation: {
    title: 'Welcome, {{name}}',
    lead: 'Choose a password, and the address book opens.',
    button: 'Open Rubrica',
    over: 'This link no longer works',
  },
  approval: {
    approved: {
      title: 'Rubrica is approved',
      lead: 'People of your organisation can connect {{name}} to Rubrica now; it may take a few minutes. Whoever waits for this is told. You can close this page.',
    },
    declined: {
      title: 'Nothing was approved',
      lead: 'The page was left without approving Rubrica for your organisation. The link can be opened again at any time.',
    },
    button: 'To Rubrica',
  },
};
