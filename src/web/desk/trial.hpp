#pragma once
#include <vector>

#include "ports/settings_book.hpp"
#include "web/view/block.hpp"

namespace aan::web {

/// Whether all of it is as it should be.
bool is_all_good(const std::vector<ports::SetupStep>& trial);

/// What a processor or a mail server said when it was tried, as a list "TRIAL". Nothing for none.
void fill_trial(Block& main, const std::vector<ports::SetupStep>& trial);

}  // namespace aan::web
