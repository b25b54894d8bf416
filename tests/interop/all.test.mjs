// One process for all: the files share one emulator, and its journal, so they must not run side by side.
import './operations.mjs';
import './errors.mjs';
import './tokens.mjs';
import './entra.mjs';
import './credentials.mjs';
