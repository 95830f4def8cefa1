export const icloud = {
  about: 'iPhone, iPad and Mac contacts',
  username: 'Apple Account',
  usernameHint: 'The email address you sign in to iCloud with',
  password: 'App-specific password',
  passwordHint: 'Sixteen letters in four groups, made for Rubrica alone',
  passwordShape:
    'This does not look like an app-specific password (xxxx-xxxx-xxxx-xxxx). iCloud refuses the usual one.',
  newPassword: 'New app-specific password',
  signInAgain:
    'Make a new app-specific password and enter it; Apple revokes them all when the Apple Account password changes.',
  help: {
    title: 'How to make an app-specific password',
    why: 'Apple does not let other programs use your usual password. This one opens your contacts for Rubrica, and you can revoke it at any time.',
    steps: [
      'In a browser, open account.apple.com and sign in with your Apple Account.',
      'Choose “Sign-In and Security”, then “App-Specific Passwords”.',
      'Press +, type the name Rubrica and confirm. Apple may ask for your usual password once more.',
      'Copy the password of sixteen letters (xxxx-xxxx-xxxx-xxxx) and paste it here. Apple shows it only once.',
    ],
    note: 'The entry is there when two-factor authentication is on, as it is for almost every Apple Account.',
  },
};
