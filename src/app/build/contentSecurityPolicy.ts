/**
 * The content-security policy of the built site, as a Vite plugin. A user's data must not leave the machine, so the browser is told to
 * refuse every request to another origin. A worker obeys the policy of its own response and not the page's <meta>, so the policy has to be
 * a header of every response.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** An inline classic script of index.html: the policy names it by the hash of its text. */
const inlineScript = /<script>([^]*?)<\/script>/g;
const policyOf = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/;

/** @param html index.html. @returns the policy that lets this page run, and nothing that is not part of the site. */
export function contentSecurityPolicy(html: string): string {
  const hashes = Array.from(html.matchAll(inlineScript), ([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  return [
    "default-src 'none'",
    // WebAssembly counts as code that is made at run time.
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes].join(' '),
    "worker-src 'self'",
    "connect-src 'self'",
    // Exported pictures are drawn from an SVG in a data URL.
    "img-src 'self' data:",
    // Typeset equations carry style attributes.
    "style-src 'self' 'unsafe-inline'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The file that some static hosts read headers from. */
const headersFile = (headers: Record<string, string>): string =>
  `/*\n${Object.entries(headers)
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join('')}`;

/**
 * Writes the policy into the built index.html as <meta>, sends it with every response of `vite preview`, and writes it with `headers` to
 * `_headers`. The development server needs inline scripts of its own and sends no policy.
 */
export function securityPolicy(headers: Record<string, string>): Plugin {
  let policy = '';
  return {
    name: 'content-security-policy',
    transformIndexHtml: {
      order: 'post',
      handler(html, { server }) {
        if (server) return html;
        policy = contentSecurityPolicy(html);
        // The policy holds for what follows it in the file.
        return html.replace(/<meta charset="[^"]*"\s*\/?>/, `$&\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`);
      },
    },
    generateBundle: {
      // index.html is written by another plugin's hook of this name.
      order: 'post',
      handler() {
        if (policy)
          this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile({ ...headers, 'Content-Security-Policy': policy }) });
      },
    },
    configurePreviewServer(server) {
      const { root, build } = server.config;
      const page = join(root, build.outDir, 'index.html');
      server.middlewares.use((_request, response, next) => {
        const built = existsSync(page) ? policyOf.exec(readFileSync(page, 'utf8'))?.[1] : undefined;
        if (built) response.setHeader('Content-Security-Policy', built);
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
  };
}
