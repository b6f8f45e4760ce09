#pragma once
// Everything that a handler needs: the request it reads and the response it returns.
#include "net/request.hpp"
#include "net/response.hpp"
