// Tables in JSON, as the public APIs give them: a list of records, or records among the members of an answer.
#pragma once

#include <string>
#include <string_view>

#include "maillage/formats/file_bytes.hpp"
#include "maillage/formats/table.hpp"

namespace maillage {

// [{…}, …], or {"total_count": …, "results": [{…}, …]}: told by the first bytes.
[[nodiscard]] bool holds_json_table(std::string_view text);

// Rows are the records, columns the names of their members in order of first appearance; a member that is an object gives
// a column for each of its own ("epci.code"), unless it is a geometry. A row's line is the number of its record, from 1.
// Error{unreadable}, naming the record: broken JSON, a record that is no object, none at all; an answer that holds fewer
// records than it counts, which is a page. Linear.
[[nodiscard]] Table parse_json_table(FileText text, const std::string& file);

}  // namespace maillage
