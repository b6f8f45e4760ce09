#pragma once
#include <string>

#include "service/customer/personal_data.hpp"

namespace aan::web {

/// Everything in one JSON document, for the person whom it is about. Money in minor units as text.
std::string write_personal_data(const service::PersonalData& data, Timestamp now);

}  // namespace aan::web
