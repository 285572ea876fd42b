import type { ApiRequest, ApiRoute } from '../ports/http.ts';
import { paths } from './paths.ts';

/** Where the API was called, without a slash at the end. */
export function baseOf(request: ApiRequest, publicUrl: string | null): string {
  return publicUrl ?? `http://${request.header('host') ?? 'localhost'}`;
}

/**
 * `/.well-known/authzen-configuration` (AuthZEN 1.0, § Policy Decision Point Metadata). It is read without a token. Without
 * `LATCHKEY_PUBLIC_URL` it says what the request was sent to.
 */
export function metadataRoute(publicUrl: string | null, hasRequests: boolean): ApiRoute {
  return {
    method: 'GET',
    path: '/.well-known/authzen-configuration',
    maxBytes: 0,
    handle: (request) => {
      const base = baseOf(request, publicUrl);
      return Promise.resolve({
        status: 200,
        json: {
          policy_decision_point: base,
          access_evaluation_endpoint: base + paths.evaluation,
          access_evaluations_endpoint: base + paths.evaluations,
          search_subject_endpoint: base + paths.searchSubject,
          search_resource_endpoint: base + paths.searchResource,
          search_action_endpoint: base + paths.searchAction,
          ...(hasRequests && {
            access_request_endpoint: base + paths.requests,
            jwks_uri: base + paths.jwks,
            capabilities: ['urn:openid:authzen:capability:access-request'],
          }),
        },
      });
    },
  };
}
