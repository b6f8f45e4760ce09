#pragma once
#include "domain/catalog/stamp.hpp"
#include "ports/letter_writer.hpp"

namespace aan::web {

/// Words of the closing page of a copy that names its order, in the language of the order.
catalog::StampWords stamp_words(const ports::StampPage& about);

}  // namespace aan::web
