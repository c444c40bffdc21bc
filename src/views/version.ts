interface Version {
  readonly version: string;
  readonly node: string;
  readonly platform: string;
}

/** The version, and what it runs on: `cinch 0.1.0 (Node 24.21.0, linux-x64)`. */
export function text(data: Version): string {
  return `cinch ${data.version} (Node ${data.node.replace(/^v/, '')}, ${data.platform})\n`;
}
