#pragma once
#include <string>
#include <vector>

#include "worker/press/manuscript.hpp"
#include "worker/press/markup.hpp"

namespace aan::worker::press {

/// The package document (EPUB 3.3 section 5) with everything a catalogue asks for, and the
/// accessibility metadata of EPUB Accessibility 1.1: what is true of every book we set, no
/// conformance claimed that nobody has checked.
std::string package_document(const Manuscript& manuscript, const std::vector<Chapter>& chapters);

}  // namespace aan::worker::press
