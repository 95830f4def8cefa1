// The texts in English of pages that are loaded when somebody goes there, as one part of the program.
export default import.meta.glob<Record<string, object>>(
  [
    './companyNames.ts',
    './configurations.ts',
    './duplicates.ts',
    './files.ts',
    './groups.ts',
    './help.ts',
    './labels.ts',
    './layout.ts',
    './lists.ts',
    './mapping.ts',
    './merge.ts',
    './palette.ts',
    './profile.ts',
    './queue.ts',
    './users.ts',
    './recordPage.ts',
    './providers/*.ts',
  ],
  { eager: true },
);
