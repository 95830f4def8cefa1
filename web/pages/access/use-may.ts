import { useQuery } from '@tanstack/react-query';
import type { Permission } from '../../../src/http/contract/access.ts';
import { query } from '../../api.ts';

/** Whether the person here may do this; true until it is known, so that nothing flickers for those who may. */
export function useMay(permission: Permission): boolean {
  const { data: me } = useQuery(query('getMe'));
  return me?.permissions.includes(permission) ?? true;
}
