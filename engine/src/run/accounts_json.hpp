// Where every row went, as JSON: the same in the manifest and in `check --format json`.
#pragma once

#include <nlohmann/json.hpp>

#include "maillage/join/accounts.hpp"

namespace maillage {

[[nodiscard]] nlohmann::ordered_json account_json(const Account& account, Lang lang);

}  // namespace maillage
