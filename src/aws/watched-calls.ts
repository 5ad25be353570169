/** What of an SDK client is needed to watch it, whatever service it is of. */
export interface WatchableClient {
  readonly middlewareStack: { add(middleware: Middleware, options: typeof AROUND_ALL): void };
  readonly config: { readonly serviceId: string };
}
type Middleware = <Args, Answer>(
  next: (args: Args) => Promise<Answer>,
  context: { readonly commandName?: string },
) => (args: Args) => Promise<Answer>;

/**
 * Tells of the calls of clients, and remembers which call an error came of.
 *
 * @param onAnswer told the operation of each call that was answered, also with an error.
 */
export function watching(onAnswer: (operation: string) => void = () => {}) {
  const failed = new WeakMap<object, string>();
  const failedCall = (error: unknown): string | undefined =>
    error instanceof Error ? (failed.get(error) ?? failedCall(error.cause)) : undefined;
  const watcher =
    (service: string): Middleware =>
    (next, { commandName = '' }) =>
    async (args) => {
      const operation = commandName.replace(/Command$/, '');
      try {
        return await next(args);
      } catch (error) {
        if (error instanceof Error) failed.set(error, `${operation} of ${service}`);
        throw error;
      } finally {
        onAnswer(operation);
      }
    };
  return {
    watch<Client extends WatchableClient>(client: Client): Client {
      client.middlewareStack.add(watcher(client.config.serviceId), AROUND_ALL);
      return client;
    },
    /** `GetResourcePolicies of RAM`. `undefined`: the error comes of no call. */
    failedCall,
  };
}

const AROUND_ALL = { name: 'watching', step: 'initialize', priority: 'high' } as const;
