// The first rows of a source, enough to tell what it is: what a question that does not use it needs to read of it.
//
// Of a text at most 256 KiB, cut after its last whole line; of a GeoJSON as much, cut after its last whole feature; of a
// layer that GDAL reads 20 rows. None where the head would cost as much as the whole, or does not say enough: a workbook,
// a file of several layers of which none is named, a first line or feature that does not end within the sample, and
// whatever cannot be read, which reading the whole then explains. What the head says of codes, names and figures holds
// for these rows only: recognising it says what the file is, never what it holds. O(1), 3 ms.
//
//     const std::optional<Table> head = head_of("communes_2018.geojson.gz", {});
//     if (head) recognise(*head);
#pragma once

#include <filesystem>
#include <optional>

#include "maillage/formats/read/source.hpp"

namespace maillage {

[[nodiscard]] std::optional<Table> head_of(const std::filesystem::path& path, const ReadOptions& options);

}  // namespace maillage
