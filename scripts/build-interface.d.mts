export function buildInterface(root: string, node: string): Promise<void>;
