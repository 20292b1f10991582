#ifndef CLINUX_H
#define CLINUX_H
#include "unpack.h"
#endif
