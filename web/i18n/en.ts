// Every text in English, as one part of the bundle.
export default import.meta.glob<Record<string, object>>('./en/*.ts', { eager: true });
