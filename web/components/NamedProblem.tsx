import { useQuery } from '@tanstack/react-query';
import { ProblemNotice } from './ProblemNotice.tsx';

/** A problem of which only the code is known, in the words of the server's catalogue. */
export function NamedProblem({ code, children }: { code: string; children?: React.ReactNode }) {
  const { data } = useQuery({
    queryKey: ['problem', code],
    queryFn: async () => {
      const answer = await fetch(`/api/v1/errors/${code}`);
      const [title = '', meaning = '', action = ''] = answer.ok ? (await answer.text()).split('\n') : [];
      return { code: answer.ok ? code : 'internal', title, meaning, action };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ? <ProblemNotice problem={data.title ? data : null}>{children}</ProblemNotice> : null;
}
