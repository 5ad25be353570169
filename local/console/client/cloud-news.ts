/** What the console is told of the local cloud besides the page. Of the long lists the end. */
export interface CloudNews {
  /** How far the clock of the cloud is ahead of the machine's. */
  readonly aheadSeconds: number;
  readonly slack: readonly SlackNews[];
  readonly events: readonly EventNews[];
  readonly calls: readonly CallNews[];
}

export interface SlackNews {
  readonly time: string;
  readonly target: string;
  readonly body: { readonly text?: unknown; readonly blocks?: readonly SlackBlock[] };
}
export interface SlackBlock {
  readonly type: string;
  readonly text?: SlackText;
  readonly fields?: readonly SlackText[];
  readonly elements?: readonly (SlackText & { readonly label?: string })[];
}
export interface SlackText {
  readonly type: string;
  readonly text: string | SlackText;
}

export interface EventNews {
  readonly id: string;
  readonly time: string;
  readonly account: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface CallNews {
  readonly time: string;
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly role?: string;
  readonly status: number;
}
