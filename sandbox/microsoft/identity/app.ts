/** An app as it is registered in Entra. May be changed while the sandbox runs. */
export interface App {
  clientId: string;
  clientSecret: string;
  redirectUris: readonly string[];
  /** As people read it on the consent page; "Sandbox app" unless told. */
  name?: string;
  /** Its secret is past its end. */
  secretExpired?: boolean;
  /** Another secret that is good as well, as while one takes the other's place. */
  otherSecret?: string;
  /** Switched off in its own organization. */
  disabled?: boolean;
  /** Who may sign in: everybody unless told. */
  audience?: 'everybody' | 'organizations' | 'personal' | 'own-organization';
  /** The id of its own organization, the first one unless told. */
  tenantId?: string;
}

export const appName = ({ name = 'Sandbox app' }: App): string => name;
