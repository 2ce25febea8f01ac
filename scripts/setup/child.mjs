import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/** Runs a program to its end with our terminal; a signal that we get reaches it. Resolves to its exit code. */
export function runAttached(program, args, env = process.env) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: root, env, stdio: 'inherit' });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    child.on('error', fail);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      if (signal) process.kill(process.pid, signal);
      else done(code);
    });
  });
}

/** Runs a program quietly; resolves to its exit code and all that it wrote. */
export function runQuietly(program, args, env = process.env) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? 1, stdout, stderr }));
  });
}
