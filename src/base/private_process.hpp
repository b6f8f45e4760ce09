#pragma once

namespace aan {

/// Keeps what the process knows to itself: no core files, no reading of its memory by others of the
/// same user, and everything it makes is its owner's alone (umask 077). Called first in both
/// programs. False when the system refused any of it.
bool make_process_private();

}  // namespace aan
