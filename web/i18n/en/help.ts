export const help = {
  title: 'Help',
  lead: 'What each thing does, in a few sentences. The question mark beside a control opens the same words.',
  about: 'Help: {{title}}',
  more: 'Read more',
  go: 'Go there',
  did: 'Did this help?',
  yes: 'Yes',
  no: 'No',
  thanks: 'Good to know.',
  missing: 'What did you want to know?',
  read: 'Administrators read it, with your name.',
  send: 'Send',
  sent: 'Thank you. Administrators read it.',
  helped_one: 'helped {{count, number}} person',
  helped_other: 'helped {{count, number}} people',
  notHelped_one: 'did not help {{count, number}}',
  notHelped_other: 'did not help {{count, number}}',
  topic: {
    connect: {
      title: 'External accounts',
      short:
        'Connect the address book of your phone or mailbox. Nothing is written to it before you have seen what was found.',
      more: 'You can connect several accounts, also two of the same service; each has its own direction, groups and fields. Passwords are kept encrypted. Disconnecting asks first what becomes of the cards.',
    },
    'sync-now': {
      title: 'Sync now',
      short: 'Changes travel by themselves. Use this when you do not want to wait.',
      more: 'Each account says when it was last checked completely and when the next check comes. Where a service tells of changes, they arrive within seconds. Whoever may not start a sync asks for it with one click.',
    },
    queue: {
      title: 'Queue',
      short:
        'The cards of your address book wait here until you say what each is: a company, a contact or a lead. “Import all” takes only cards with a type.',
      more: 'Each card has a suggestion with its reason, and Enter takes it. Cards of people who are in Rubrica already are merged, not doubled. Ignored cards stay on your phone and out of Rubrica. What is imported has Sync mobile on, for you alone. An import is undone whole, with one click.',
    },
    matches: {
      title: 'Already in Rubrica',
      short:
        'Email addresses, numbers and names are compared, and the reason is given. Merging keeps one record and your card: nothing is doubled.',
      more: 'Both sides are shown value by value before you merge. Once you say that they are two, the pair is never proposed again. Merging is undone with one click.',
    },
    rules: {
      title: 'Rules of the queue',
      short:
        'A rule decides cards for you: those of a group, a company or a mail domain, say. It shows what it catches before it does anything.',
      more: 'Apply a rule by hand, or let it decide by itself after each sync. The first rule that fits a card decides. What a rule did is undone like everything else.',
    },
    'sync-mobile': {
      title: 'Sync mobile',
      short:
        'While it is on, this record is a card in your own address books, and edits travel both ways. Your colleagues’ phones do not change.',
      more: 'Everybody has a switch of their own. Switching it off asks what becomes of the card: deleted from your address book, or left there without further updates. The record in Rubrica stays, and a deleted card can be put back for 90 days. If you do not see the switch, an administrator has hidden it in Layout Studio; it goes on syncing.',
    },
    direction: {
      title: 'Direction',
      short:
        'Both ways keeps both sides alike. In one direction the other side is read and never written to.',
      more: 'A new direction writes nothing at once: you see first what it would change. A single field can have a direction of its own, under Fields.',
    },
    'deleted-on-phone': {
      title: 'Cards deleted in the address book',
      short: 'What becomes of a record when its card is deleted on the phone.',
      more: 'A deletion counts once the service confirms it. Many at once always wait for your approval. The card stays in the trash for 90 days and can be put back.',
    },
    conflicts: {
      title: 'Conflicts',
      short:
        'The same field was changed on both sides. Until you choose, each side keeps its own and nothing is overwritten.',
      more: 'All other fields go on syncing. You can also type another value. An account can be told to let one side stand always, in its settings. What you chose is in the history and can be undone.',
    },
    holds: {
      title: 'Held changes',
      short:
        'What looks like too much at once, many deletions for instance, waits until somebody approves it. Nothing is written before.',
      more: 'Look at the changes one by one, approve all or some of them, or keep everything as it is. An approval is of what you saw: whatever comes on top waits again. Afterwards, each change can still be undone.',
    },
    groups: {
      title: 'Groups',
      short:
        'Only cards in the groups you include are synced. What is in an excluded group stays out, whatever else it is in.',
      more: 'A card that leaves its group is no longer synced: neither it nor its record is deleted. A group that is renamed stays chosen. How many cards a choice takes is shown before you save.',
    },
    labels: {
      title: 'Fields and labels',
      short:
        'Each line says which label of the address book a field goes to. The labels found on your cards are offered, with how often they are used.',
      more: 'Labels of your own are typed as you use them; capitals and accents do not matter. What would change is shown before it is saved. A value without a field stays on its card, and its record shows it beside that card.',
    },
    companies: {
      title: 'Companies by name',
      short:
        'A person is linked with the company their card names, however it is written. A name that is not here yet waits; the text on the card stays.',
      more: 'Legal forms, accents, other names of a company and its mail domain are understood. When the company is created or renamed, its people find it by themselves. Each account says whether new companies are asked about, created, or left as text.',
    },
    duplicates: {
      title: 'Duplicates',
      short:
        'Records that may be one, the most certain first and with the reasons. Merging is undone with one click.',
      more: 'Say “Two people”, and that pair never comes back. The second card on the phone stays, unless you ask for its deletion. Who creates a record is shown first whom it is like.',
    },
    trash: {
      title: 'Trash',
      short: 'What is deleted stays here for 90 days, and comes back with one click.',
      more: 'Records and cards have a list each. A restored record is the same one, with its history and notes. A restored card goes back to the address book it was in, with its groups.',
    },
    layout: {
      title: 'Layout Studio',
      short:
        'Which fields companies, contacts and leads have, in which order and by which names. For administrators.',
      more: 'A field that is switched off keeps its values aside. Switched on again, it fills from what the cards hold already, and says beforehand with how many values. Hidden fields go on syncing. Fields of your own are like all others: in lists and files, searched, mapped to labels.',
    },
  },
};
