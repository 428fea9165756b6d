# The sources of a folder compiled as one unit: what they include is read once, and what templates they share is made once,
# not for each of them. It halves a whole build; the presets for whole builds ask for it, dev, where one source is changed at
# a time, does not.
option(MAILLAGE_UNITS "compile the sources of each folder as one unit" OFF)

# maillage_units(<target> <source>...)
function(maillage_units target)
  if(NOT MAILLAGE_UNITS)
    return()
  endif()
  foreach(source IN LISTS ARGN)
    get_filename_component(folder ${source} DIRECTORY)
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
