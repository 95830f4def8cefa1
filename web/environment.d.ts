declare module 'virtual:endpoints' {
  export const endpoints: Record<string, [method: string, path: string]>;
}
declare module 'virtual:mantine-styles' {}
