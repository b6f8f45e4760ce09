#pragma once

namespace aan::worker {

/// One job, then the process ends. argv[1] is its name: read-archive, draw-cover or write-epub.
/// Descriptor 3 is the input (the book itself, or a frame with the order), descriptor 4 takes the
/// answer, a frame (`domain/catalog/frame.hpp`). Exit code: 0 when there is an answer, which may
/// be a refusal; 2 when the process was started wrongly; 3 when the sandbox could not be closed.
int run(int argc, char** argv);

}  // namespace aan::worker
