// Every text in Spanish, as one part of the bundle.
export default import.meta.glob<Record<string, object>>('./es/*.ts', { eager: true });
