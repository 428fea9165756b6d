#include "join/accounts/open_account.hpp"

#include <fmt/format.h>

#include "maillage/base/error.hpp"

namespace maillage {

Account open_account(const Input& input) {
  const Keys& keys = input.keys;
  Account account;
  account.file = input.name();
  account.layer = input.source.table.layer;
  account.layout = input.layout().id;
  account.level = input.layout().level;
  account.vintage = input.recognition.vintage;
  account.rows = input.source.table.rows();
  account.filtered = keys.filtered.size() + keys.other_years.size();
  account.totals = keys.totals.size();
  account.unlocated = keys.unlocated.size();
  account.blank = keys.blank.size();
  return account;
}

void require_complete(const std::vector<Account>& accounts) {
  for (const Account& account : accounts)
    if (!account.is_complete())
      throw Error(Failure::internal, fmt::format("{}: its {} rows are not all accounted for, once each",
                                                 account.file, account.rows));
}

}  // namespace maillage
