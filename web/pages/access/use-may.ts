import { useQuery } from '@tanstack/react-query';
import type { Permission } from '../../../src/http/contract/access.ts';
import { query } from '../../api.ts';

/** The first of these that the person here may not do; undefined when there is none, or it is not known yet. */
export function useLacked(permissions: readonly Permission[]): Permission | undefined {
  const { data: me } = useQuery(query('getMe'));
  return me && permissions.find((permission) => !me.permissions.includes(permission));
}

/** Whether the person here may do this; true until it is known, so that nothing flickers for those who may. */
export function useMay(permission: Permission): boolean {
  const { data: me } = useQuery(query('getMe'));
  return me?.permissions.includes(permission) ?? true;
}
