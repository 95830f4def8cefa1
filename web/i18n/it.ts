// Every text in Italian, as one part of the bundle.
export default import.meta.glob<Record<string, object>>('./it/*.ts', { eager: true });
