import Commands

print("mayfly")
