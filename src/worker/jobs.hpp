#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "worker/draw/fonts.hpp"
#include "worker/pdf/poppler.hpp"

namespace aan::worker {

/// What a job has loaded before the sandbox closed.
struct Equipment {
  std::optional<draw::Fonts> fonts;
  std::optional<pdf::Poppler> poppler;
};

/// What a job wants from the disk beside the picture library.
enum class Needs : std::uint8_t { nothing, fonts, poppler };

/// One kind of work: what it needs, and what it makes of descriptor 3.
struct Job {
  std::string_view name;
  Needs needs;
  Result<std::string> (*work)(const Equipment& equipment);  ///< an answer frame, or its end
  bool is_list = false;  ///< has the limits of lists, and writes its answer piece by piece
};

/// Nothing for an unknown name.
const Job* find_job(std::string_view name);

}  // namespace aan::worker
