# What `cmake --install` puts in place: libraries, headers, the program acs-emulator, the CMake package and the
# pkg-config files. Everything is found relative to the installed files, so the tree may be moved afterwards, and
# `cmake --install --prefix` may name another place than the one configured.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(acs_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/acs_identity)
set(acs_installed_libraries acs_identity)
if(ACS_BUILD_EMULATOR)
    list(APPEND acs_installed_libraries acs_emulator)
else()
    set(acs_not_installed PATTERN emulator.hpp EXCLUDE)
endif()

install(TARGETS ${acs_installed_libraries} EXPORT acs_identity-targets
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT acs_identity-targets NAMESPACE acs:: DESTINATION ${acs_package_dir})

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/acs DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    FILES_MATCHING PATTERN "*.hpp" ${acs_not_installed})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

if(ACS_BUILD_EMULATOR)
    # Shared libraries lie beside each other, and the program finds them from where it is.
    file(RELATIVE_PATH acs_bin_to_lib ${CMAKE_INSTALL_FULL_BINDIR} ${CMAKE_INSTALL_FULL_LIBDIR})
    set_target_properties(acs_emulator PROPERTIES INSTALL_RPATH "$ORIGIN")
    set_target_properties(acs-emulator PROPERTIES INSTALL_RPATH "$ORIGIN/${acs_bin_to_lib}")
    install(TARGETS acs-emulator RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

# CMake package. Before 1.0 a new minor version may change the API.
if(BUILD_SHARED_LIBS)
    set(acs_is_static OFF)
else()
    set(acs_is_static ON)
endif()
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/acs_identity-config.cmake.in
    ${PROJECT_BINARY_DIR}/acs_identity-config.cmake
    INSTALL_DESTINATION ${acs_package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/acs_identity-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES
    ${PROJECT_BINARY_DIR}/acs_identity-config.cmake
    ${PROJECT_BINARY_DIR}/acs_identity-config-version.cmake
    DESTINATION ${acs_package_dir})

# pkg-config. A static library is linked together with what it uses, so that stands in the public fields: who links an
# archive needs it always, with `pkg-config --static` or without. A shared library brings its own.
file(RELATIVE_PATH acs_pc_to_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" acs_pc_to_prefix "${acs_pc_to_prefix}")
file(RELATIVE_PATH acs_pc_libdir ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LIBDIR})
file(RELATIVE_PATH acs_pc_includedir ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
if(acs_is_static)
    set(acs_pc_requires openssl)
    set(acs_pc_libs -lboost_json)
endif()
set(acs_pc_files ${PROJECT_BINARY_DIR}/acs_identity.pc)
configure_file(${CMAKE_CURRENT_LIST_DIR}/acs_identity.pc.in ${PROJECT_BINARY_DIR}/acs_identity.pc @ONLY)
if(ACS_BUILD_EMULATOR)
    configure_file(${CMAKE_CURRENT_LIST_DIR}/acs_emulator.pc.in ${PROJECT_BINARY_DIR}/acs_emulator.pc @ONLY)
    list(APPEND acs_pc_files ${PROJECT_BINARY_DIR}/acs_emulator.pc)
endif()
install(FILES ${acs_pc_files} DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
