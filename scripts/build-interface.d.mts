export function buildInterface(root: string, node: string): Promise<void>;
export function interfaceSources(root: string): string[];
