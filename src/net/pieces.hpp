#pragma once
#include "net/body.hpp"

namespace aan::net {

/// Gives pieces to the answer that will send them.
inline std::shared_ptr<const FilePieces> share(FilePieces pieces) {
  return std::make_shared<const FilePieces>(std::move(pieces));
}

}  // namespace aan::net
