// Every text in English, as one part of the program that browsers load.
export default import.meta.glob<Record<string, object>>(['./*.ts', './providers/*.ts', '!./bundle.ts'], {
  eager: true,
});
