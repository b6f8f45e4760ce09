#pragma once
#include <string>

#include "worker/draw/fonts.hpp"
#include "worker/paper/order.hpp"

namespace aan::worker::paper {

/// Bytes of a PDF in A4. The same order gives the same bytes. Errors: internal.
Result<std::string> write_pdf(const draw::Fonts& fonts, const Order& order);

}  // namespace aan::worker::paper
