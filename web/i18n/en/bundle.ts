// The texts in English of what people meet first: the door, the frame, the start page, and what any page may say.
export default import.meta.glob<Record<string, object>>(
  [
    './*.ts',
    '!./bundle.ts',
    '!./later.ts',
    '!./companyNames.ts',
    '!./configurations.ts',
    '!./duplicates.ts',
    '!./files.ts',
    '!./groups.ts',
    '!./help.ts',
    '!./layout.ts',
    '!./lists.ts',
    '!./mapping.ts',
    '!./merge.ts',
    '!./palette.ts',
    '!./profile.ts',
    '!./queue.ts',
    '!./users.ts',
    '!./recordPage.ts',
  ],
  { eager: true },
);
