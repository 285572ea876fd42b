import type { ApiRoute } from '../ports/http.ts';
import { requestId } from './answer.ts';
import { paths } from './paths.ts';

/**
 * `/.well-known/authzen-configuration` (AuthZEN 1.0, § Policy Decision Point Metadata). It is read without a token. Without
 * `LATCHKEY_PUBLIC_URL` it says what the request was sent to.
 */
export function metadataRoute(publicUrl: string | null): ApiRoute {
  return {
    method: 'GET',
    path: '/.well-known/authzen-configuration',
    maxBytes: 0,
    handle: (request) => {
      const base = publicUrl ?? `http://${request.header('host') ?? 'localhost'}`;
      return Promise.resolve({
        status: 200,
        headers: requestId(request),
        json: {
          policy_decision_point: base,
          access_evaluation_endpoint: base + paths.evaluation,
          access_evaluations_endpoint: base + paths.evaluations,
          search_subject_endpoint: base + paths.searchSubject,
          search_resource_endpoint: base + paths.searchResource,
          search_action_endpoint: base + paths.searchAction,
        },
      });
    },
  };
}
