/** What is to be seen until there is something to see. @param words what is waited for */
export function Waiting({ isLost, words = 'Loading…' }: { isLost: boolean; words?: string }) {
  return (
    <div className="waiting" role="status">
      {isLost ? (
        <p>
          The sandbox does not answer. Start it with <code>npm run sandbox</code>; this page goes on by itself.
        </p>
      ) : (
        <p>
          <span className="spinner" /> {words}
        </p>
      )}
    </div>
  );
}
