/**
 * Stands in for `@smithy/core/event-streams` in the bundles, 15 KB each: no operation that the functions call streams
 * events, and the SDK loads this for one that does.
 */
throw new Error('event streams are not shipped');

export {};
