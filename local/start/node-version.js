// Plain JavaScript, loaded before everything else: an older Node can't read the files that would tell it so.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`Node ${process.versions.node} can't run TypeScript files: Node 22.18 or later is needed.`);
  console.error(
    '`npm install` brings Node 24 on Linux (x64), and `npm start` and `npx sharewarden` use it; elsewhere, install Node 24.',
  );
  process.exit(1);
}
